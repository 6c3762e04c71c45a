import type { LoggedEvent, SwarmEvent } from "../model/event.js";

/** Receives every event of a run, in order. The object may not be kept or changed. */
export type EventSink = (event: LoggedEvent) => void;

/** Numbers events, stamps them with the time of the run and hands them to the sinks. */
export class Emitter {
  /** False when nobody listens: producers then skip building the event. */
  readonly on: boolean;
  private seq = 0;

  constructor(
    private readonly clock: { readonly epoch: number; readonly step: number },
    private readonly sinks: readonly EventSink[],
  ) {
    this.on = sinks.length > 0;
  }

  get emitted(): number {
    return this.seq;
  }

  emit(event: SwarmEvent): void {
    const logged: LoggedEvent = { seq: this.seq, epoch: this.clock.epoch, step: this.clock.step, ...event };
    this.seq += 1;
    for (const sink of this.sinks) sink(logged);
  }
}
