import { defineMetric } from "../contract/metric.js";

/** Size of the feed since the run began; replies count as posts, a voter and a post as one vote. */
export const feed = defineMetric({
  name: "feed",
  columns: [
    { name: "total_posts", unit: "count", direction: "neutral", formula: "posts so far", source: "SWARM v1.9.0" },
    {
      name: "total_votes",
      unit: "count",
      direction: "neutral",
      formula: "(voter, post) pairs so far",
      source: "SWARM v1.9.0",
    },
  ],
  create({ semantics }) {
    let interactions = 0;
    return {
      interaction() {
        interactions += 1;
      },
      values({ totalPosts, totalVotes }) {
        return interactions === 0 && semantics.emptyEpochHidesFeed ? [0, 0] : [totalPosts, totalVotes];
      },
      reset() {
        interactions = 0;
      },
    };
  },
});
