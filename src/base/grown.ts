/** A column with room for `capacity` values (half as many again if not given) that begins with those of `column`. */
export function grown<C extends Float64Array | Int32Array | Uint8Array>(
  column: C,
  capacity = Math.ceil(1.5 * column.length),
): C {
  const wider = new (column.constructor as new (length: number) => C)(capacity);
  wider.set(column);
  return wider;
}
