import { table } from "../../analysis/report/markdown-blocks.js";
import { PRESETS } from "../presets.js";
import { againstFull, at, type Figure, gapRecovered, levelOf } from "../study-figures.js";
import type { MacpoStudy } from "../study-file.js";
import { probability, withEnds } from "./words.js";

const last = at("student", -1);

/** The full method, round by round. */
export function roundsSection(study: MacpoStudy): string {
  const rounds = Math.max(...study.rows.filter(({ preset }) => preset === "full").map(({ student }) => student.length));
  const level = (figure: Figure) => withEnds(levelOf(study, "full", figure));
  const head = ["round", "student", "its best tokens", "best teacher", "mean teacher", "win rate against round 0"];
  const rows = Array.from({ length: rounds }, (_, round) => [
    String(round),
    level(at("student", round)),
    level(at("student_greedy", round)),
    level(at("best_teacher", round)),
    level(at("teachers", round)),
    level(at("student_wins", round)),
  ]);
  const marks = [
    ["labelling teacher at round 0", level(({ labeller }) => labeller)],
    ["strong base trained on gold labels (ceiling)", level(({ ceiling }) => ceiling)],
    ["gain of the final student over the labelling teacher", level((row) => (row.student.at(-1) ?? 0) - row.labeller)],
    ["share of the gap from that teacher to the ceiling recovered", level(gapRecovered)],
    [
      "gain of the final student over the best final teacher",
      level((row) => (row.student.at(-1) ?? 0) - (row.best_teacher.at(-1) ?? 0)),
    ],
  ];
  return [table([head, ...rows]), table([["figure", "mean (95 % interval)"], ...marks])].join("\n\n");
}

/** Every preset: where its student ends, against the full method. */
export function switchesSection(study: MacpoStudy): string {
  const compared = againstFull(study, last);
  const head = [
    "preset",
    "what it is",
    "final student",
    "less full",
    "p (Holm)",
    "final mean teacher",
    "gap recovered",
  ];
  const rows = study.presets.map((preset) => {
    const against = compared.find((one) => one.preset === preset);
    return [
      `\`${preset}\``,
      PRESETS.find(preset)?.summary ?? "",
      withEnds(levelOf(study, preset, last)),
      against === undefined ? "" : withEnds(against.difference),
      against === undefined ? "" : probability(against.corrected),
      withEnds(levelOf(study, preset, at("teachers", -1))),
      withEnds(levelOf(study, preset, gapRecovered)),
    ];
  });
  return table([head, ...rows]);
}

/** The course of the student under each preset. */
export function courseSection(study: MacpoStudy): string {
  const rounds = Math.max(...study.rows.map(({ student }) => student.length));
  const head = ["preset", ...Array.from({ length: rounds }, (_, round) => `round ${round}`), "last step"];
  const rows = study.presets.map((preset) => [
    `\`${preset}\``,
    ...Array.from({ length: rounds }, (_, round) => withEnds(levelOf(study, preset, at("student", round)))),
    withEnds(levelOf(study, preset, (row) => (row.student.at(-1) ?? 0) - (row.student.at(-2) ?? 0))),
  ]);
  return table([head, ...rows]);
}

/** Length, and what the filter does, of presets that have more than one teacher. */
export function lengthSection(study: MacpoStudy): string {
  const head = ["preset", "tokens, round 0", "tokens, last round", "kept less offered", "gain", "gain at equal length"];
  const rows = study.presets.map((preset) => {
    const level = (figure: Figure) => withEnds(levelOf(study, preset, figure));
    return [
      `\`${preset}\``,
      level(at("student_length", 0)),
      level(at("student_length", -1)),
      level(keptLessOffered),
      level((row) => (row.student.at(-1) ?? 0) - row.student[0]),
      level(({ gain_at_equal_length }) => gain_at_equal_length),
    ];
  });
  return table([head, ...rows]);
}

/** Tokens of kept answers less those of offered ones, mean over rounds. */
const keptLessOffered: Figure = ({ kept_length, offered_length }) => {
  const gaps = kept_length.flatMap((kept, round) => {
    const offered = offered_length[round];
    return kept === null || offered === null || offered === undefined ? [] : [kept - offered];
  });
  return gaps.length === 0 ? undefined : gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
};

/** What the filter is worth and whom it follows, and how alike teachers become. */
export function filterSection(study: MacpoStudy): string {
  const head = [
    "preset",
    "kept less mean, gold score, round 1",
    "the same, last round",
    "share of the teacher kept most, last round",
    "teachers differ, round 1",
    "teachers differ, last round",
    "margin before the last round",
    "margin after it",
  ];
  const rows = study.presets
    .filter((preset) => levelOf(study, preset, at("largest_share", -1)) !== undefined)
    .map((preset) => {
      const level = (figure: Figure) => withEnds(levelOf(study, preset, figure));
      return [
        `\`${preset}\``,
        level(at("filter_lift", 1)),
        level(at("filter_lift", -1)),
        level(at("largest_share", -1)),
        level(at("diversity", 1)),
        level(at("diversity", -1)),
        level(at("margin_before", -1)),
        level(at("margin_after", -1)),
      ];
    });
  return table([head, ...rows]);
}
