import { Option } from "@commander-js/extra-typings";

/** Where the tables of XSTest lie. */
export const xstestOption = () =>
  new Option("--xstest <folder>", "prompts.csv and completions.csv of XSTest").default(
    process.env.XSTEST_DIR ?? "../shared/data/xstest",
  );
