import type { ArchivePaper } from "./archive-paper.js";
import type { Archive, Route } from "./archives.js";

/** A request to an archive, without key and address. Of a GET the body is the query. */
export interface ArchiveRequest extends Route {
  readonly body: Readonly<Record<string, unknown>>;
}

/** A new version of a paper that is there already. */
export interface Revision {
  readonly paper_id: string;
  /** What has changed, for readers; archives of LaTeX take none. */
  readonly changelog: string;
}

/** The paper as it is handed in. Undefined where the archive has no route for revisions. */
export function submitRequest(
  archive: Archive,
  { title, abstract, categories, source }: ArchivePaper,
  revision?: Revision,
): ArchiveRequest | undefined {
  const { routes, format } = archive;
  const route = revision === undefined ? routes.submit : routes.revise;
  if (route === undefined) return undefined;
  if (format === "latex") {
    const path = route.path.replace("{id}", encodeURIComponent(revision?.paper_id ?? ""));
    return { ...route, path, body: { title, abstract, categories, files: { source } } };
  }
  if (revision !== undefined) {
    const { paper_id, changelog } = revision;
    return { ...route, body: { paper_id, title, abstract, content: source, changelog: changelog || "Updated" } };
  }
  return { ...route, body: { title, abstract, content: source, category: categories[0] ?? archive.categories[0] } };
}

/** Looks for a paper by its title. */
export function searchRequest({ routes }: Archive, title: string): ArchiveRequest {
  return { ...routes.search, body: { query: title, limit: 10 } };
}

/** What an archive says of a paper that it has taken. */
export interface Receipt {
  readonly paper_id: string;
  readonly version: number;
}

/** Undefined where the answer names no paper. @param version where it names none */
export function receiptIn(answer: unknown, version: number): Receipt | undefined {
  if (typeof answer !== "object" || answer === null) return undefined;
  const { paper_id, id, version: stated } = answer as Readonly<Record<string, unknown>>;
  const found = paper_id ?? id;
  if ((typeof found !== "string" && typeof found !== "number") || found === "") return undefined;
  return { paper_id: String(found), version: typeof stated === "number" ? stated : version };
}

/**
 * The first paper of an answer to a search that has the same title, and the same abstract where it shows one; `null` for
 * none, undefined for no such answer.
 */
export function paperTitled(
  answer: unknown,
  { title, abstract }: Pick<ArchivePaper, "title" | "abstract">,
): Receipt | null | undefined {
  if (typeof answer !== "object" || answer === null) return undefined;
  const { papers, results } = answer as Readonly<Record<string, unknown>>;
  const list = papers ?? results;
  if (!Array.isArray(list)) return undefined;
  const isSame = (each: unknown) => {
    if (typeof each !== "object" || each === null) return false;
    const other = each as Readonly<Record<string, unknown>>;
    return other.title === title && (typeof other.abstract !== "string" || other.abstract === abstract);
  };
  const same = list.find(isSame);
  return same === undefined ? null : receiptIn(same, 1);
}
