import { creditsPerSecond } from '@kling-automation/core';

const { pro, std } = creditsPerSecond;

/** Without sound, and with it. */
const rates = `{ std: [${std.silent}, ${std.withSound}], pro: [${pro.silent}, ${pro.withSound}] }`;

/**
 * Runs in n8n's editor, so it is text. Two braces in a row would end n8n's expression.
 *
 * The editor has no item on the canvas, and drops a line that needs one. So the fields are read as
 * they are written, and one that is an expression makes a range of what it may give.
 */
const writeLine = `(fields, rates) => {
  if (fields.resource === "task") return "task: " + fields.operation;
  const isTable = fields.fieldsFrom === "columns";
  const { duration, mode, shots = {}, sound, specifyShots } = isTable
    ? { duration: "=", mode: "=", sound: "=" }
    : { ...{ duration: 5, mode: "std", sound: true }, ...fields };
  const isOpen = (field) => String(field).startsWith("=");
  const range = (least, most) => (least === most ? least : least + "–" + most);

  const takes = (shots.shot ?? []).map((shot) => shot.duration ?? 3);
  const isJson = specifyShots === "json";
  const lengths = isJson ? ["="] : takes.length > 0 ? takes : [duration];
  const sum = lengths.reduce((total, length) => total + (isOpen(length) ? 1 : Number(length)), 0);
  const seconds = lengths.some(isOpen) ? [Math.max(sum, 3), 15] : [sum, sum];
  const isPossible = Number.isInteger(sum) && seconds[0] >= 3 && seconds[1] <= 15;

  const modes = isOpen(mode) ? Object.values(rates) : [rates[mode] ?? []];
  const prices = modes.flatMap(([silent, withSound]) =>
    isOpen(sound) ? [silent, withSound] : [String(sound) === "false" ? silent : withSound],
  );
  const least = Math.min(...prices) * seconds[0];
  const most = Math.max(...prices) * seconds[1];
  return [
    ...(isOpen(mode) ? [] : [mode]),
    ...(seconds[0] === seconds[1] ? [sum + " s"] : []),
    (isPossible && least <= most ? range(least, most) : "?") + " credits",
  ].join(" · ");
}`;

/** The line under the node on the canvas: `pro · 8 s · 432 credits`, or `pro · 162–810 credits`. */
export const subtitle = `={{ (${writeLine})($rawParameter, ${rates}) }}`;
