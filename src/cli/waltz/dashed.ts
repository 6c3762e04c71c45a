/** How the option that the program knows as `maxRounds` is written: `max-rounds`. */
export function dashed(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
