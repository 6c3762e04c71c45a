import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
} from "yaml";
import { type Fault, type Place, ScenarioError } from "../base/errors.js";

/** Steps from the root of a document to a value: map keys and list indices. */
export type Path = readonly (string | number)[];

/** `agents[0].config.count` */
export function pathText(path: Path): string {
  return path.map((part, i) => (typeof part === "number" ? `[${part}]` : i === 0 ? part : `.${part}`)).join("");
}

/** A parsed YAML file that knows where each value stands. */
export class SourceDocument {
  private constructor(
    readonly file: string,
    readonly data: Readonly<Record<string, unknown>>,
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  /** @throws ScenarioError with every syntax error, doubled key and runaway alias, or if the root is no map */
  static parse(file: string, text: string, version: "1.1" | "1.2", noun = "scenario"): SourceDocument {
    const lines = new LineCounter();
    const document = parseDocument(text, { version, lineCounter: lines, prettyErrors: false, merge: true });
    const fail = (faults: readonly Fault[]): never => {
      throw new ScenarioError(faults);
    };
    if (document.errors.length > 0) {
      fail(
        document.errors.map(({ message, pos }) => {
          const { line, col } = lines.linePos(pos[0]);
          return { message: `invalid YAML: ${message}`, place: { file, line, column: col } };
        }),
      );
    }
    let data: unknown;
    try {
      data = document.toJS({ maxAliasCount: 100 });
    } catch (error) {
      if (!(error instanceof ReferenceError)) throw error;
      fail([{ message: `invalid YAML: ${error.message.toLowerCase()}`, place: { file } }]);
    }
    const place = { file, line: 1, column: 1 };
    if (data === null || data === undefined) fail([{ message: "the file is empty", place }]);
    if (typeof data !== "object" || Array.isArray(data)) {
      const found = Array.isArray(data) ? "a list" : `the ${typeof data} ${JSON.stringify(data)?.slice(0, 40)}`;
      fail([{ message: `a ${noun} is a map of keys, this is ${found}`, place }]);
    }
    return new SourceDocument(file, data as Record<string, unknown>, document, lines);
  }

  /** Where the value at `path` stands, or its key; the nearest enclosing place where it is not in the file. */
  placeOf(path: Path, what: "key" | "value" = "value"): Place {
    let node: unknown = this.document.contents;
    let offset = 0;
    path.forEach((part, depth) => {
      if (isAlias(node)) node = node.resolve(this.document);
      if (!isCollection(node)) return;
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(part));
        if (!isPair(pair)) return;
        const wantsKey = what === "key" && depth === path.length - 1;
        if (isNode(pair.key) && (wantsKey || !isNode(pair.value) || !pair.value.range)) {
          offset = pair.key.range?.[0] ?? offset;
        } else if (isNode(pair.value)) offset = pair.value.range?.[0] ?? offset;
        node = pair.value;
      } else {
        node = node.get(part, true);
        if (isNode(node)) offset = node.range?.[0] ?? offset;
      }
    });
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file, line, column: col };
  }
}
