/** Colours of a page and its charts by role, on light paper and on dark; contrast with the paper at least 4.5 for text. */
export const PALETTE = {
  paper: { light: "#ffffff", dark: "#14181f" },
  panel: { light: "#f5f7fa", dark: "#1d232d" },
  ink: { light: "#1c2430", dark: "#e6eaf0" },
  muted: { light: "#55606f", dark: "#a3aebd" },
  line: { light: "#d8dee6", dark: "#353f4d" },
  s1: { light: "#1f6fb4", dark: "#6bb2f0" },
  s2: { light: "#b8500f", dark: "#f0985e" },
  s3: { light: "#147a55", dark: "#56c79d" },
  s4: { light: "#8c4fae", dark: "#c79ae3" },
  s5: { light: "#8f6a00", dark: "#e0bd52" },
  s6: { light: "#b8305a", dark: "#f083a2" },
  s7: { light: "#3f7784", dark: "#86c3d1" },
  s8: { light: "#666666", dark: "#b0b0b0" },
  serious: { light: "#b3261e", dark: "#ff8a80" },
  warning: { light: "#8a5a00", dark: "#f0b95e" },
  note: { light: "#2f6690", dark: "#82b8e0" },
} as const;

export type Role = keyof typeof PALETTE;

/** The colour of a role as charts name it: the page says what it looks like, light or dark. */
export function ink(role: Role): string {
  return `var(--${role})`;
}

/** Colours that tell series apart; they come again after the eighth. */
export const SERIES: readonly string[] = (["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"] as const).map(ink);

/** The same drawing with the colours of light paper in place of their names, for pictures outside of the page. */
export function onLightPaper(svg: string): string {
  return svg.replaceAll(/var\(--(\w+)\)/g, (name, role: string) =>
    Object.hasOwn(PALETTE, role) ? PALETTE[role as Role].light : name,
  );
}
