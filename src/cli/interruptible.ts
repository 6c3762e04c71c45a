import { EXIT } from "../contract/command.js";

/** What a shell reports for a process that a signal has ended. */
const CODES = { SIGINT: EXIT.interrupted, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Does `work`; a signal that comes meanwhile ends the process the orderly way, through `process.exit`, so that whoever
 * has unfinished files can remove them. `work` must give way to the event loop now and then.
 *
 * @param last called before the process ends, for a last word
 */
export async function interruptible<T>(work: () => Promise<T>, last: () => void): Promise<T> {
  const handlers = Object.entries(CODES).map(([signal, code]) => {
    const stop = () => {
      last();
      process.exit(code);
    };
    process.once(signal, stop);
    return () => process.off(signal, stop);
  });
  try {
    return await work();
  } finally {
    for (const remove of handlers) remove();
  }
}
