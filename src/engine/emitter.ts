import type { LoggedEvent, SwarmEvent } from "../model/event.js";

/** Number and time of an event: `seq` counts events from 0, `epoch` and `step` are those of the run. */
export type EventStamp = Pick<LoggedEvent, "seq" | "epoch" | "step">;

/** Receives every event of a run, in order. The object may not be kept or changed. */
export interface EventSink {
  (event: LoggedEvent): void;
  /** In place of the call: the event and its stamp as they are, where nobody needs them joined. Neither may be kept. */
  readonly apart?: (stamp: EventStamp, event: SwarmEvent) => void;
}

/** Numbers events, stamps them with the time of the run and hands them to the sinks. */
export class Emitter {
  /** False when nobody listens: producers then skip building the event. */
  readonly on: boolean;
  private readonly stamp = { seq: 0, epoch: 0, step: 0 };

  constructor(
    private readonly clock: { readonly epoch: number; readonly step: number },
    private readonly sinks: readonly EventSink[],
  ) {
    this.on = sinks.length > 0;
  }

  get emitted(): number {
    return this.stamp.seq;
  }

  emit(event: SwarmEvent): void {
    const { stamp } = this;
    stamp.epoch = this.clock.epoch;
    stamp.step = this.clock.step;
    for (const sink of this.sinks) {
      if (sink.apart === undefined) sink({ ...stamp, ...event });
      else sink.apart(stamp, event);
    }
    stamp.seq += 1;
  }
}
