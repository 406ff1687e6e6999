/** A JSON pointer, as the engine takes it: the pattern of a field. */
export const POINTER = '(\\/[^\\/]+)+';
