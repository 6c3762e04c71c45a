import type { EventSink } from "../engine/emitter.js";
import type { LoggedEvent } from "../model/event.js";
import type { AtomicFile } from "./atomic-file.js";

const BUFFER = 256 * 1024;

/**
 * Writes events as JSON lines (UTF-8, one object a line, `\n` after each) through a buffer of 256 KiB. Keys stand in
 * the order seq, epoch, step, kind, then the producer's fields.
 */
export class EventLog {
  private readonly buffer = Buffer.allocUnsafe(BUFFER);
  private used = 0;

  constructor(private readonly file: Pick<AtomicFile, "write">) {}

  /** @throws Error for a figure that JSON cannot hold; InputError when the file cannot be written */
  readonly sink: EventSink = (event) => {
    const line = `${JSON.stringify(event)}\n`;
    if (line.includes("null")) checkFigures(event, event);
    // A character takes at most three bytes.
    const most = line.length * 3;
    if (this.used + most > BUFFER) this.flush();
    if (most > BUFFER) this.file.write(line);
    else this.used += this.buffer.write(line, this.used);
  };

  /** Writes what is still in the buffer. */
  flush(): void {
    if (this.used > 0) this.file.write(this.buffer.subarray(0, this.used));
    this.used = 0;
  }
}

/** JSON writes NaN and infinities as null, and a log must not hide them. */
function checkFigures(value: unknown, event: LoggedEvent): void {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new Error(`event ${event.seq} (${event.kind}, epoch ${event.epoch}, step ${event.step}) holds ${value}`);
  }
  if (typeof value === "object" && value !== null) for (const part of Object.values(value)) checkFigures(part, event);
}
