/** Runs the sources instead of the build. Node hands `--import` on to worker threads, where tsx's own entry does nothing. */
import { register } from "tsx/esm/api";

register();
