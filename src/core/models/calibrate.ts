import type { ModelAnswer, Verdict } from "../agreement/agreement.ts";
import type { NetworkManifest } from "./manifest.ts";

type Judge = Pick<NetworkManifest, "id" | "title" | "version" | "calibration" | "threshold">;

/** 1 / (1 + exp(-x)), without overflow. */
export function logistic(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

/** Keeps log odds finite; 1 - edge is exact in a double. */
const edge = 2 ** -50;

/** ln(p / (1 - p)), the logistic function's inverse; p is held 2^-50 away from 0 and 1. */
export function logit(p: number): number {
  const inside = Math.min(1 - edge, Math.max(edge, p));
  return Math.log(inside / (1 - inside));
}

/**
 * Calibrated probability of pneumonia by temperature scaling (Guo et al. 2017): the softmax of two
 * logits divided by the temperature, which for two classes is the logistic function of their
 * difference over the temperature.
 * @param logits normal, pneumonia
 */
export function calibratedProbability(logits: readonly [number, number], temperature: number): number {
  return logistic((logits[1] - logits[0]) / temperature);
}

/** Pneumonia from the threshold on. */
export function verdictOf(probability: number, threshold: number): Verdict {
  return probability >= threshold ? "pneumonia" : "normal";
}

/** A network's answer for one film. */
export function answerOf(manifest: Judge, logits: readonly [number, number]): ModelAnswer {
  const probability = calibratedProbability(logits, manifest.calibration.temperature);
  const threshold = manifest.threshold.value;
  const { id, title, version } = manifest;
  return { id, title, version, probability, threshold, verdict: verdictOf(probability, threshold) };
}

/** The answer of a network that the film check did not ask. */
export function withheldAnswer(manifest: Judge): ModelAnswer {
  const { id, title, version } = manifest;
  return { id, title, version, probability: null, threshold: manifest.threshold.value, verdict: null };
}
