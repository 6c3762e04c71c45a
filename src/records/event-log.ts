import type { EventSink, EventStamp } from "../engine/emitter.js";
import type { LoggedEvent, SwarmEvent } from "../model/event.js";
import type { AtomicFile } from "./atomic-file.js";
import { writeEventLine } from "./event-lines.js";
import { JsonBytes } from "./json-bytes.js";

const BUFFER = 256 * 1024;

/**
 * Writes events as JSON lines (UTF-8, one object a line, `\n` after each) through a buffer of 256 KiB. Keys stand in
 * the order seq, epoch, step, kind, then the producer's fields. What is written holds whole lines and parts of lines.
 */
export class EventLog {
  private readonly out: JsonBytes;

  constructor(file: Pick<AtomicFile, "write">) {
    this.out = new JsonBytes(BUFFER, (bytes) => file.write(bytes));
  }

  /** @throws Error for a figure that JSON cannot hold; InputError when the file cannot be written */
  readonly sink: EventSink = Object.assign((event: LoggedEvent) => this.write(event, event), {
    apart: (stamp: EventStamp, event: SwarmEvent) => this.write(stamp, event),
  });

  private write(stamp: EventStamp, event: SwarmEvent): void {
    try {
      if (writeEventLine(stamp, event, this.out)) return;
    } catch (error) {
      checkFigures(event, stamp, event);
      throw error;
    }
    const { seq, epoch, step } = stamp;
    const line = `${JSON.stringify({ seq, epoch, step, ...event })}\n`;
    if (line.includes("null")) checkFigures(event, stamp, event);
    this.out.json(line);
  }

  /** Writes what is still in the buffer. */
  flush(): void {
    this.out.flush();
  }
}

/** JSON writes NaN and infinities as null, and a log must not hide them. */
function checkFigures(value: unknown, stamp: EventStamp, event: SwarmEvent): void {
  if (typeof value === "number" && !Number.isFinite(value)) {
    const { seq, epoch, step } = stamp;
    throw new Error(`event ${seq} (${event.kind}, epoch ${epoch}, step ${step}) holds ${value}`);
  }
  if (typeof value !== "object" || value === null) return;
  for (const part of Object.values(value)) checkFigures(part, stamp, event);
}
