import { createHash, type Hash } from "node:crypto";
import { closeSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "./make-folder.js";
import { onFile } from "./on-file.js";
import { partialPath, removeLeftovers } from "./partial-files.js";

/** Size and SHA-256 (hexadecimal) of a file as it was written. */
export interface Written {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * A file that is written beside its final name, as `.<name>.partial-<pid>`, and gets that name only when it is complete:
 * nobody ever reads half of it, and an earlier file of that name stays until then. Folders that are missing are made; what
 * killed processes have left of the same file is removed.
 *
 * @throws InputError, from the constructor and from every method, when the file system refuses
 */
export class AtomicFile {
  private readonly partial: string;
  private readonly hash: Hash = createHash("sha256");
  private fd: number | undefined;
  private bytes = 0;

  /**
   * @param path absolute, with links resolved
   * @param leftovers "stay" where half a file is worth something, too
   */
  constructor(
    readonly path: string,
    leftovers: "go" | "stay" = "go",
  ) {
    this.partial = partialPath(path);
    this.fd = onFile(path, "written", () => {
      makeFolder(dirname(path));
      refuseFolder(path);
      return openSync(this.partial, "w");
    });
    if (leftovers === "go") removeLeftovers(path);
  }

  write(data: string | Uint8Array): void {
    const { fd } = this;
    if (fd === undefined) throw new Error(`${this.path} is closed`);
    const bytes = typeof data === "string" ? Buffer.from(data) : data;
    this.hash.update(bytes);
    this.bytes += bytes.length;
    onFile(this.path, "written", () => {
      for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
    });
  }

  /** Ends the writing; the file still bears its partial name. */
  close(): Written {
    if (this.fd === undefined) throw new Error(`${this.path} is closed`);
    const { fd } = this;
    this.fd = undefined;
    onFile(this.path, "written", () => closeSync(fd));
    return { bytes: this.bytes, sha256: this.hash.digest("hex") };
  }

  /** Gives the closed file its name, or another one beside it, in place of an earlier file. */
  publish(path = this.path): void {
    if (this.fd !== undefined) throw new Error(`${this.path} is still written to`);
    onFile(this.path, "written", () => renameSync(this.partial, path));
  }

  /** Publishes what is there of it under another name, if there is anything. Never throws, as `discard`. */
  keep(path: string): boolean {
    if (this.bytes === 0) return false;
    try {
      if (this.fd !== undefined) this.close();
      this.publish(path);
      return true;
    } catch {
      return false;
    }
  }

  /** Removes what is there of it, unless it is published. Never throws: it runs when something else went wrong. */
  discard(): void {
    try {
      if (this.fd !== undefined) closeSync(this.fd);
      this.fd = undefined;
      rmSync(this.partial, { force: true });
    } catch {
      // The first fault is the one to tell.
    }
  }
}

/** Tells now, and not after all the work, what `renameSync` would tell of a folder in the file's place. */
function refuseFolder(path: string): void {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  throw Object.assign(new Error(`${path} is a folder`), { code: "EISDIR" });
}
