import type { MeasuredCoverage } from "./choose-method.js";

/** Written by `make statistics-check`; explained in docs/statistics.md. Ascending in n within a shape. */
export const MEASURED: readonly MeasuredCoverage[] = [
  { shape: "normal", n: 5, samples: 10000, covered: { t: 9480, "bootstrap-t": 9449, BCa: 8364 } },
  { shape: "normal", n: 10, samples: 10000, covered: { t: 9463, "bootstrap-t": 9465, BCa: 8951 } },
  { shape: "normal", n: 20, samples: 10000, covered: { t: 9494, "bootstrap-t": 9490, BCa: 9273 } },
  { shape: "normal", n: 30, samples: 10000, covered: { t: 9491, "bootstrap-t": 9479, BCa: 9353 } },
  { shape: "normal", n: 50, samples: 10000, covered: { t: 9465, "bootstrap-t": 9463, BCa: 9367 } },
  { shape: "normal", n: 100, samples: 10000, covered: { t: 9466, "bootstrap-t": 9435, BCa: 9401 } },
  { shape: "skewed", n: 5, samples: 10000, covered: { t: 8838, "bootstrap-t": 9314, BCa: 8017 } },
  { shape: "skewed", n: 10, samples: 10000, covered: { t: 8963, "bootstrap-t": 9412, BCa: 8731 } },
  { shape: "skewed", n: 20, samples: 10000, covered: { t: 9180, "bootstrap-t": 9456, BCa: 9111 } },
  { shape: "skewed", n: 30, samples: 10000, covered: { t: 9252, "bootstrap-t": 9439, BCa: 9205 } },
  { shape: "skewed", n: 50, samples: 10000, covered: { t: 9363, "bootstrap-t": 9471, BCa: 9322 } },
  { shape: "skewed", n: 100, samples: 10000, covered: { t: 9446, "bootstrap-t": 9503, BCa: 9419 } },
  { shape: "heavy-tailed", n: 5, samples: 10000, covered: { t: 9621, "bootstrap-t": 9496, BCa: 8151 } },
  { shape: "heavy-tailed", n: 10, samples: 10000, covered: { t: 9578, "bootstrap-t": 9312, BCa: 8642 } },
  { shape: "heavy-tailed", n: 20, samples: 10000, covered: { t: 9585, "bootstrap-t": 9229, BCa: 8904 } },
  { shape: "heavy-tailed", n: 30, samples: 10000, covered: { t: 9589, "bootstrap-t": 9265, BCa: 9023 } },
  { shape: "heavy-tailed", n: 50, samples: 10000, covered: { t: 9509, "bootstrap-t": 9210, BCa: 9048 } },
  { shape: "heavy-tailed", n: 100, samples: 10000, covered: { t: 9519, "bootstrap-t": 9278, BCa: 9151 } },
  { shape: "discrete", n: 5, samples: 9866, covered: { t: 9450, "bootstrap-t": 9415, BCa: 8474 } },
  { shape: "discrete", n: 10, samples: 10000, covered: { t: 9383, "bootstrap-t": 9351, BCa: 9075 } },
  { shape: "discrete", n: 20, samples: 10000, covered: { t: 9363, "bootstrap-t": 9481, BCa: 9335 } },
  { shape: "discrete", n: 30, samples: 10000, covered: { t: 9386, "bootstrap-t": 9495, BCa: 9383 } },
  { shape: "discrete", n: 50, samples: 10000, covered: { t: 9486, "bootstrap-t": 9531, BCa: 9477 } },
  { shape: "discrete", n: 100, samples: 10000, covered: { t: 9474, "bootstrap-t": 9484, BCa: 9465 } },
];
