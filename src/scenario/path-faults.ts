import type { Fault, Place } from "../base/errors.js";
import { type Path, pathText } from "./document.js";

/** Where something stands in a document; undefined where it does not. */
export type Locate = (path: Path, at?: "key" | "value") => Place | undefined;

/** Tells what is wrong with the value at a path, or with its key: the message goes on after the path's name. */
export type Refuse = (path: Path, message: string, at?: "key" | "value") => void;

/** Gathers what is wrong with the values of a document, each at its place. */
export class PathFaults {
  readonly faults: Fault[] = [];

  constructor(private readonly locate: Locate) {}

  readonly refuse: Refuse = (path, message, at = "value") => {
    const place = this.locate(path, at);
    const text = `${pathText(path)}${message.startsWith(":") ? "" : " "}${message}`;
    this.faults.push({ message: text, ...(place === undefined ? {} : { place }) });
  };
}
