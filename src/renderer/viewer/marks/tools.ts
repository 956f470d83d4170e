import { pointsOf, type DrawnKind } from "../../../core/marks/shape.ts";

/** The drawing tools in the order of their buttons. */
export const drawingTools = Object.keys(pointsOf) as readonly DrawnKind[];

export const isDrawingTool = (tool: string): tool is DrawnKind => Object.hasOwn(pointsOf, tool);
