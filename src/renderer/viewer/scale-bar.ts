const lengths = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];

/**
 * The longest round length that fits a room.
 * @param pixelsPerMillimetre screen pixels for one millimetre
 * @param room screen pixels that the bar may take
 * @returns millimetres and their screen pixels; null where not even the shortest fits
 */
export function scaleBar(
  pixelsPerMillimetre: number,
  room: number,
): { readonly millimetres: number; readonly pixels: number } | null {
  const millimetres = lengths.findLast((length) => length * pixelsPerMillimetre <= room);
  return millimetres === undefined ? null : { millimetres, pixels: millimetres * pixelsPerMillimetre };
}
