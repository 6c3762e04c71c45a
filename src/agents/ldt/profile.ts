import { type Conduct, newConduct, noteConduct } from "../conduct.js";

/** One completed interaction, as one party remembers it. */
export interface Deed {
  readonly accepted: boolean;
  readonly p: number;
}

/** What is known of one partner from the interactions with it. Plain JSON. */
export interface Profile {
  conduct: Conduct;
  /** The latest interactions, oldest first. */
  deeds: Deed[];
  /** Interactions with p in [0.4, 0.6], and the accepted ones among them. */
  doubtful: number;
  doubtfulAccepted: number;
}

export function newProfile(): Profile {
  return { conduct: newConduct(), deeds: [], doubtful: 0, doubtfulAccepted: 0 };
}

/** Adds an interaction; `kept` is how many deeds are kept. */
export function noteDeed(profile: Profile, deed: Deed, kept: number): void {
  noteConduct(profile.conduct, deed.accepted, deed.p);
  remember(profile.deeds, deed, kept);
  if (deed.p < 0.4 || deed.p > 0.6) return;
  profile.doubtful += 1;
  if (deed.accepted) profile.doubtfulAccepted += 1;
}

/** Appends to a list that keeps its last `kept` entries. */
export function remember(deeds: Deed[], deed: Deed, kept: number): void {
  deeds.push(deed);
  if (deeds.length > kept) deeds.shift();
}
