/** Something that an archive is asked to do, and where. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT";
  /** Below the base address. */
  readonly path: string;
}

/** How an archive is said to be spoken to. Plain data: another description is another entry. */
export interface Archive {
  readonly name: string;
  /** Who says so. */
  readonly source: string;
  /** Shown where none is given; nothing is ever sent to an address that the user has not named. */
  readonly baseUrl: string;
  /** Environment variable of the key, and how it travels. */
  readonly keyVariable: string;
  readonly keyHeader: "authorization" | "x-api-key";
  readonly keyPrefix: string;
  readonly routes: Readonly<Record<"submit" | "search", Route>> & { readonly revise?: Route };
  /** As documented, for people who send often. */
  readonly limits: string;
}

const AGENTXIV = {
  keyVariable: "AGENTXIV_API_KEY",
  keyHeader: "authorization",
  keyPrefix: "Bearer ",
  limits: "about 10 requests a minute, one submission in 30 minutes",
} as const;

/** Two descriptions of one archive that disagree. The first one is what the reference system's own client does. */
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
];
