import { AtomicFile } from "./atomic-file.js";

/**
 * The files of one run, which appear together at its end or not at all, but for those that are worth keeping whatever
 * happens. Whatever ends the process before that leaves nothing else behind, short of SIGKILL and a lost machine; other
 * signals somebody has to turn into `process.exit`.
 */
export class OutputFiles {
  private readonly files: AtomicFile[] = [];
  private readonly kept = new Map<AtomicFile, string>();
  private readonly onExit = () => void this.discard();

  constructor() {
    process.once("exit", this.onExit);
  }

  /**
   * @param keptAs the name under which the file is kept when the run does not reach its end, if anything is in it; what
   *   killed processes have left of it stays, too
   * @throws InputError if the file cannot be opened
   */
  open(path: string, keptAs?: string): AtomicFile {
    const file = new AtomicFile(path, keptAs === undefined ? "go" : "stay");
    this.files.push(file);
    if (keptAs !== undefined) this.kept.set(file, keptAs);
    return file;
  }

  /**
   * Gives all files their names, in the order in which they were opened. They must be closed.
   * @param rename other names for them
   */
  publish(rename: (path: string) => string = (path) => path): void {
    for (const file of this.files) file.publish(rename(file.path));
    process.off("exit", this.onExit);
  }

  /** Removes what is not published yet. Returns the files that are kept all the same. Never throws. */
  discard(): readonly string[] {
    process.off("exit", this.onExit);
    const kept = this.files.flatMap((file) => this.keep(file));
    for (const file of this.files) file.discard();
    return kept;
  }

  private keep(file: AtomicFile): readonly string[] {
    const name = this.kept.get(file);
    return name !== undefined && file.keep(name) ? [name] : [];
  }
}
