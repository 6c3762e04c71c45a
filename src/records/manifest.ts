import { type Static, Type } from "@sinclair/typebox";

const text = (description: string) => Type.String({ description });
const whole = (description: string) => Type.Integer({ minimum: 0, description });
const hash = (description: string) => Type.String({ pattern: "^[0-9a-f]{64}$", description });
const time = (description: string) => Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T.*Z$", description });
const closed = { additionalProperties: false };
const figures = (description: string) =>
  Type.Record(Type.String(), Type.Union([Type.Number(), Type.Null()]), { description });

const counts = Type.Object(
  {
    agents: whole("agents in the population"),
    epochs: whole("epochs run"),
    empty_epochs: whole("epochs without any interaction"),
    agent_steps: whole("turns taken"),
    failed_actions: whole("turns without effect"),
    proposals: whole("proposals made"),
    pending_proposals: whole("proposals without an answer at the end"),
    interactions: whole("completed interactions"),
    events: whole("events emitted; 0 when no event log was written"),
    posts: whole("posts and replies"),
    votes: whole("(voter, post) pairs"),
    frozen_agents: whole("frozen at the end"),
    mean_frozen_agents: Type.Number({ minimum: 0, description: "mean over epoch ends" }),
  },
  closed,
);

const lever = Type.Object(
  {
    name: text("the lever or dynamic"),
    acted: Type.Boolean({ description: "false when it is configured and did nothing in the whole run" }),
  },
  closed,
);

const activity = Type.Object(
  {
    source: text("the lever or dynamic"),
    action: text("what it did"),
    count: whole("how often"),
    amount: Type.Number({ description: "sum of the amounts, in the unit of the action; 0 where it has none" }),
    by_type: Type.Record(Type.String(), Type.Integer(), { description: "how often, by agent type" }),
  },
  closed,
);

const verdict = Type.Object(
  {
    key: text("key of success_criteria"),
    verdict: Type.Union(["PASS", "FAIL", "not checkable"].map((word) => Type.Literal(word))),
    limit: Type.Number({ description: "value in the scenario" }),
    direction: Type.Optional(text("side of the limit that passes: at least, or at most")),
    measured: Type.Optional(Type.Number({ description: "what the run came to" })),
    reason: Type.Optional(text("why it cannot be checked")),
  },
  closed,
);

const warning = Type.Object(
  {
    message: text("what is worth knowing"),
    file: Type.Optional(text("file, or command-line option, that it is about")),
    line: Type.Optional(Type.Integer({ minimum: 1 })),
    column: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  closed,
);

const evidence = Type.Union([Type.Number(), Type.String(), Type.Array(Type.Number()), Type.Array(Type.String())]);

const finding = Type.Object(
  {
    check: text("name of the check"),
    severity: Type.Union([Type.Literal("note"), Type.Literal("warning"), Type.Literal("serious")]),
    message: text("what it found"),
    evidence: Type.Record(Type.String(), evidence, { description: "figures behind it" }),
    advice: text("what to do about it"),
  },
  closed,
);

const file = Type.Object(
  {
    role: text("events, metrics, agents or calls"),
    path: text("relative to the working directory where it lies under it"),
    bytes: whole("size"),
    sha256: hash("of the content"),
  },
  closed,
);

const input = Type.Object(
  {
    role: text("prompts, labels, trained agents, or recorded calls"),
    path: text("from the working directory"),
    bytes: whole("size"),
    sha256: hash("of the content"),
  },
  closed,
);

/** Everything about a run that its tables do not say. The only record that depends on when and where it was made. */
export const ManifestSchema = Type.Object(
  {
    manifest_version: Type.Literal(1),
    tool: Type.Object({ name: text("package"), version: text("its version") }, closed),
    command: Type.Array(Type.String(), { description: "the command line, or the function that was called" }),
    scenario: Type.Object(
      {
        file: text("as the user named it"),
        id: text("scenario_id"),
        parameters_sha256: hash("of the parameters as JSON with sorted keys and no blanks"),
        parameters: Type.Record(Type.String(), Type.Unknown(), {
          description: "the scenario with every default filled",
        }),
      },
      closed,
    ),
    seed: Type.Integer(),
    semantics: Type.Object(
      {
        name: text("native, or the reference system that is replayed"),
        differences: Type.Record(Type.String(), Type.String(), {
          description: "where a replay behaves unlike a native run, each with why",
        }),
      },
      closed,
    ),
    stopped: Type.Optional(
      Type.Object(
        {
          reason: text("why"),
          epoch: whole("epoch, from 0; tables hold the epochs before it"),
          step: whole("step of the epoch, from 0"),
        },
        { ...closed, description: "the run stopped on purpose before its end" },
      ),
    ),
    counts,
    metrics: Type.Object(
      {
        pooled: figures("over all interactions of the run at once"),
        epoch_means: figures("means over the epochs that have data"),
        epoch_means_with_zeros: Type.Optional(figures("the same, epochs without data counting as 0; in replays")),
      },
      closed,
    ),
    levers: Type.Array(lever, { description: "levers that are switched on, and dynamics that have a block" }),
    activity: Type.Array(activity, { description: "what they did" }),
    criteria: Type.Array(verdict),
    warnings: Type.Array(warning),
    validity: Type.Optional(
      Type.Array(finding, {
        description: "what keeps the run from showing what it seems to show; absent where nobody looked",
      }),
    ),
    inputs: Type.Optional(
      Type.Array(input, {
        description: "files besides the scenario that the run took from; absent where there are none",
      }),
    ),
    replayed_calls_left: Type.Optional(whole("of a run that replays recorded calls: those it never asked for")),
    files: Type.Array(file, { description: "what was written beside this manifest" }),
    run: Type.Object(
      {
        started_at: time("UTC"),
        ended_at: time("UTC"),
        seconds: Type.Number({ minimum: 0, description: "between the two" }),
        simulation_seconds: Type.Number({ minimum: 0, description: "of which the simulation took" }),
        host: text("name of the machine"),
        platform: text("operating system and processor"),
        node: text("version of Node.js"),
        working_directory: text("where the command was given"),
      },
      { ...closed, description: "when and where; nothing else depends on it" },
    ),
  },
  { ...closed, title: "manifest of a run" },
);

export type Manifest = Static<typeof ManifestSchema>;
