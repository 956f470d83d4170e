/**
 * Works on up to `count` items at once; yields each one with what became of its work, in the items' order
 * and as soon as that is known. Work that is under way when the loop is left is let go.
 */
export async function* ahead<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  count: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<{ readonly item: Item; readonly end: PromiseSettledResult<Result> }> {
  const begun: { item: Item; end: Promise<PromiseSettledResult<Result>> }[] = [];
  const first = async () => {
    const next = begun.shift();
    if (next === undefined) throw new RangeError("nothing was begun");
    return { item: next.item, end: await next.end };
  };
  for await (const item of items) {
    begun.push({ item, end: Promise.allSettled([work(item)]).then(([end]) => end) });
    if (begun.length >= count) yield await first();
  }
  while (begun.length > 0) yield await first();
}
