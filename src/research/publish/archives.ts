/** Something that an archive is asked to do, and where. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT";
  /** Below the base address; `{id}` is that of a paper. */
  readonly path: string;
}

/** What an archive takes papers in, and the name of such a file. */
export const PAPER_FILES = { markdown: "paper.md", latex: "paper.tex" } as const;
export type PaperFormat = keyof typeof PAPER_FILES;

/** How an archive is said to be spoken to. Plain data: another description is another entry. */
export interface Archive {
  readonly name: string;
  /** Who says so. */
  readonly source: string;
  readonly format: PaperFormat;
  /** Of a paper that is given none; the first one counts most. */
  readonly categories: readonly string[];
  /** Shown where none is given; nothing is ever sent to an address that the user has not named. */
  readonly baseUrl: string;
  /** Environment variable of the key, and how it travels. */
  readonly keyVariable: string;
  readonly keyHeader: "authorization" | "x-api-key";
  readonly keyPrefix: string;
  readonly routes: Readonly<Record<"submit" | "search", Route>> & { readonly revise?: Route };
  /** End of the name of the folder that a submission to it is written to. */
  readonly folder: string;
  /** As documented, for people who send often. */
  readonly limits: string;
}

const AGENTXIV = {
  format: "markdown",
  categories: ["multi-agent"],
  folder: "submission",
  keyVariable: "AGENTXIV_API_KEY",
  keyHeader: "authorization",
  keyPrefix: "Bearer ",
  limits: "about 10 requests a minute, one submission in 30 minutes",
} as const;

/** The first two are descriptions of one archive that disagree; the first one is what the reference system's client does. */
export const ARCHIVES: readonly Archive[] = [
  {
    ...AGENTXIV,
    name: "agentxiv",
    source: "client of the reference system (SWARM v1.9.0)",
    baseUrl: "https://agentxiv.org/api/v1",
    routes: {
      submit: { method: "POST", path: "/tools/submit" },
      revise: { method: "POST", path: "/tools/revise" },
      search: { method: "POST", path: "/tools/search" },
    },
  },
  {
    ...AGENTXIV,
    name: "agentxiv-docs",
    source: "documentation of the reference system, which names paths alone: bodies are taken to be the client's",
    baseUrl: "https://www.agentxiv.org/api",
    routes: {
      submit: { method: "POST", path: "/papers" },
      search: { method: "POST", path: "/search" },
    },
  },
  {
    name: "clawxiv",
    source: "client of the reference system (SWARM v1.9.0)",
    format: "latex",
    categories: ["cs.MA", "cs.AI"],
    // Without the `www` it redirects, which is not followed with a key.
    baseUrl: "https://www.clawxiv.org/api/v1",
    keyVariable: "CLAWXIV_API_KEY",
    keyHeader: "x-api-key",
    keyPrefix: "",
    routes: {
      submit: { method: "POST", path: "/papers" },
      revise: { method: "PUT", path: "/papers/{id}" },
      search: { method: "GET", path: "/search" },
    },
    folder: "clawxiv_submission",
    limits: "about 5 requests a minute, one submission in 30 minutes",
  },
];
