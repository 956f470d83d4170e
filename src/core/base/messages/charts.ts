import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/charts.ts";

/** Words of every chart, whatever it shows. */
const chartsEnglish = {
  table: "Table",
  chart: "Chart",
  showTable: (title: string) => `Show “${title}” as a table`,
  showChart: (title: string) => `Show “${title}” as a chart`,
  savePng: (title: string) => `Save “${title}” as a PNG picture`,
  saveCsv: (title: string) => `Save the data of “${title}” as CSV`,
  notSaved: (title: string) =>
    `“${title}” could not be drawn for saving. Try again, or save its data as CSV.`,
  noValue: "–",
  roc: {
    x: "1 − specificity",
    y: "Sensitivity",
    chance: "Chance",
    point: "At the threshold",
    columns: {
      set: "Set",
      threshold: "Threshold",
      falsePositives: "Called pneumonia, normal",
      truePositives: "Called pneumonia, pneumonia",
      falsePositiveRate: "1 − specificity",
      sensitivity: "Sensitivity",
    },
  },
  confusion: {
    actual: "Film is",
    called: "Called",
    pneumonia: "pneumonia",
    normal: "normal",
    films: "Films",
    share: "Share of the row",
  },
  reliability: {
    x: "Mean probability",
    y: "Share with pneumonia",
    perfect: "Perfectly calibrated",
    columns: {
      curve: "Curve",
      from: "From",
      to: "To",
      films: "Films",
      mean: "Mean probability",
      share: "Share with pneumonia",
    },
  },
  low: "Low (95 %)",
  high: "High (95 %)",
  control: {
    share: "Called pneumonia",
    centre: "Centre line",
    upper: "Control limits (3 sigma)",
    lower: "Lower limit",
    of: (positives: number, films: number) => `${positives} of ${films}`,
    outside: "outside the limits",
    run: "eight or more in a row on one side",
    yes: "yes",
    no: "no",
    columns: {
      period: "Period",
      films: "Films",
      positives: "Called pneumonia",
      share: "Share",
      centre: "Centre line",
      lower: "Lower limit",
      upper: "Upper limit",
      outside: "Outside",
      run: "Run of eight",
    },
  },
} as const;
export const charts: Translated<typeof chartsEnglish> = words(chartsEnglish, turkish.charts);
