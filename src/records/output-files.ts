import { AtomicFile } from "./atomic-file.js";

/**
 * The files of one run, which appear together at its end or not at all. Whatever ends the process before that leaves
 * nothing behind, short of SIGKILL and a lost machine; other signals somebody has to turn into `process.exit`.
 */
export class OutputFiles {
  private readonly files: AtomicFile[] = [];
  private readonly onExit = () => this.discard();

  constructor() {
    process.once("exit", this.onExit);
  }

  /** @throws InputError if the file cannot be opened */
  open(path: string): AtomicFile {
    const file = new AtomicFile(path);
    this.files.push(file);
    return file;
  }

  /** Gives all files their names, in the order in which they were opened. They must be closed. */
  publish(): void {
    for (const file of this.files) file.publish();
    process.off("exit", this.onExit);
  }

  /** Removes what is not published yet. */
  discard(): void {
    for (const file of this.files) file.discard();
    process.off("exit", this.onExit);
  }
}
