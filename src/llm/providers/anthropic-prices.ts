import type { TokenPrice } from "../../contract/provider.js";

const OPUS_4: TokenPrice = { input: 15, output: 75 };
const OPUS_4_5: TokenPrice = { input: 5, output: 25 };
const SONNET_4: TokenPrice = { input: 3, output: 15 };
const HAIKU_4_5: TokenPrice = { input: 1, output: 5 };

/**
 * USD per million tokens without caching, from Anthropic's price page of spring 2026. Only names that stand for one model
 * for good: the price of one that moves on, or that is not listed, is not known.
 */
export const ANTHROPIC_PRICES: Readonly<Record<string, TokenPrice>> = {
  "claude-opus-4-20250514": OPUS_4,
  "claude-opus-4-1-20250805": OPUS_4,
  "claude-opus-4-5-20251101": OPUS_4_5,
  "claude-opus-4-5": OPUS_4_5,
  "claude-opus-4-6": OPUS_4_5,
  "claude-sonnet-4-20250514": SONNET_4,
  "claude-sonnet-4-5-20250929": SONNET_4,
  "claude-sonnet-4-5": SONNET_4,
  "claude-sonnet-4-6": SONNET_4,
  "claude-haiku-4-5-20251001": HAIKU_4_5,
  "claude-haiku-4-5": HAIKU_4_5,
};
