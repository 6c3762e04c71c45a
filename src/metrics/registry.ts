import { Registry } from "../base/registry.js";
import type { MetricDefinition } from "../contract/metric.js";
import { collusion } from "./collusion.js";
import { feed } from "./feed.js";
import { governance } from "./governance.js";
import { interactions } from "./interactions.js";
import { network } from "./network.js";
import { pair } from "./pair.js";
import { qualityDetail } from "./quality-detail.js";
import { security } from "./security.js";
import { student } from "./student.js";

/** Every metric family; the order is that of the table's columns. */
export const METRICS = new Registry<MetricDefinition>(
  "metric family",
  [interactions, governance, feed, qualityDetail, security, collusion, network, pair, student],
  ({ name }) => name,
);
