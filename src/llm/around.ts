import type { ChatModel } from "../contract/provider.js";

/** The model as it is, but asked in another way. */
export function around(model: ChatModel, complete: ChatModel["complete"]): ChatModel {
  return { identity: model.identity, complete, close: async () => model.close?.() };
}
