import { type ChatModel, type Completion, ModelError, type ModelErrorDetail } from "../contract/provider.js";
import { around } from "./around.js";

const SECRET_NAME = /(?:_|^)(?:KEY|TOKEN|SECRET|PASSWORD)$/i;
/** Shorter values are placeholders ("none", "EMPTY", "ollama"), and taking them out would spoil innocent text. */
const SHORTEST = 8;

/**
 * Takes the values of secret environment variables (those whose names end in KEY, TOKEN, SECRET or PASSWORD, and those
 * named by `more`; at least 8 characters long) out of texts, also where they are written as in JSON, a URL or Base64.
 */
export class Redactor {
  private readonly secrets: readonly (readonly [secret: string, instead: string])[];

  constructor(env: Readonly<Record<string, string | undefined>>, more: readonly string[] = []) {
    const named = Object.entries(env).filter(([name]) => SECRET_NAME.test(name) || more.includes(name));
    this.secrets = named
      .flatMap(([name, value = ""]) =>
        value.length < SHORTEST ? [] : forms(value).map((form) => [form, name] as const),
      )
      .sort(([a], [b]) => b.length - a.length)
      .map(([form, name]) => [form, `[${name} redacted]`] as const);
  }

  text(text: string): string {
    return this.secrets.reduce((clean, [secret, instead]) => clean.replaceAll(secret, instead), text);
  }

  /** A copy of plain JSON with every text in it redacted, keys included. */
  json<T>(value: T): T {
    if (this.secrets.length === 0) return value;
    return this.copy(value) as T;
  }

  private copy(value: unknown): unknown {
    if (typeof value === "string") return this.text(value);
    if (Array.isArray(value)) return value.map((part) => this.copy(part));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [this.text(key), this.copy(part)]));
  }
}

function forms(secret: string): readonly string[] {
  return [...new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), btoa(latin(secret))])];
}

/** Base64 takes bytes: the text's UTF-8. */
function latin(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

/** The model with keys taken out of whatever it answers or fails with, before anybody sees it. */
export function redacted(model: ChatModel, redactor: Redactor): ChatModel {
  return around(model, async (request, context) => {
    try {
      return redactor.json<Completion>(await model.complete(request, context));
    } catch (error) {
      throw error instanceof ModelError ? redactedError(error, redactor) : error;
    }
  });
}

/** The error with keys taken out of all it says. */
export function redactedError({ kind, message, detail }: ModelError, redactor: Redactor): ModelError {
  return new ModelError(kind, redactor.text(message), redactor.json<ModelErrorDetail>(detail));
}
