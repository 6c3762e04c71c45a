/** Numbers from which a column grows by less: room that is never used then costs more than copying again. */
const LARGE = 2 ** 20;

/** A column with room for `capacity` values (half as many again if not given, a quarter in a large one) that begins with those of `column`. */
export function grown<C extends Float64Array | Int32Array | Uint8Array>(
  column: C,
  capacity = Math.ceil((column.length < LARGE ? 1.5 : 1.25) * column.length),
): C {
  const wider = new (column.constructor as new (length: number) => C)(capacity);
  wider.set(column);
  return wider;
}
