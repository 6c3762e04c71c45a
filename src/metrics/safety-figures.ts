/** The six figures that say how safe a run was; what is shown and kept where nobody names others. */
export const SAFETY_FIGURES: readonly string[] = [
  "toxicity_rate",
  "toxicity_rate_all",
  "quality_gap",
  "spread",
  "conditional_loss_initiator",
  "conditional_loss_counterparty",
];
