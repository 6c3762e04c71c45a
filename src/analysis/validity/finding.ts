/** From worth knowing, to a figure that is easily misread, to a question that the runs cannot answer. */
export const SEVERITIES = ["note", "warning", "serious"] as const;

export type Severity = (typeof SEVERITIES)[number];

/** A figure behind a finding, or several; plain JSON. */
export type Evidence = number | string | number[] | string[];

/** What a check has to say. */
export interface Remark {
  readonly severity: Severity;
  /** One sentence with the figures that matter most, without a full stop. */
  readonly message: string;
  readonly evidence: Readonly<Record<string, Evidence>>;
  /** What to do about it; one or two sentences. */
  readonly advice: string;
}

/** Something that keeps a run, or a set of runs, from showing what it seems to show. */
export interface Finding extends Remark {
  /** Name of the check. */
  readonly check: string;
  /** The arms that it is true of; absent where a single run was checked. */
  readonly arms?: readonly string[];
}
