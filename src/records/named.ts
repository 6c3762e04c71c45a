/** What a file holds, and the name that the file is shown by. */
export interface Named<T> {
  readonly file: string;
  readonly data: T;
}
