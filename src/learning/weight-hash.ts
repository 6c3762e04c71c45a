import { createHash } from "node:crypto";

/** SHA-256 of the parameters as little-endian doubles, hexadecimal: equal exactly for parameters equal to the bit. */
export function weightHash(parameters: Float64Array): string {
  const bytes = new DataView(new ArrayBuffer(parameters.length * 8));
  for (let i = 0; i < parameters.length; i += 1) bytes.setFloat64(i * 8, parameters[i], true);
  return createHash("sha256").update(new Uint8Array(bytes.buffer)).digest("hex");
}
