import { z } from "zod";
import { json } from "../rows.ts";

/** Many numbers in one value: a row for each would take ten times as long to come out of the database. */
export const numberJson = json(z.array(z.number()));
export const numberList = z.object({ n: numberJson }).transform(({ n }) => n);
export const numberPairs = z.object({ n: numberJson, v: numberJson });
