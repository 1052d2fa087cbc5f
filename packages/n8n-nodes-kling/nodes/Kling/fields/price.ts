import { creditsPerSecond } from '@kling-automation/core';
import type { INodeProperties } from 'n8n-workflow';

/** The only entry of the list; an empty value would show nothing. */
export const shownPrice = 'current';

/** n8n evaluates texts of the panel only on the server, and only for lists of options. */
const livePrice = {
  loadOptionsMethod: 'loadPrice',
  loadOptionsDependsOn: ['mode', 'duration', 'sound', 'shots', 'options.usdPerCredit'],
};

/** The price beside the fields that make it; computed on the server whenever one of them changes. */
export const priceFields: INodeProperties[] = [
  {
    displayName: 'Price per Video',
    name: 'price',
    type: 'options',
    noDataExpression: true,
    typeOptions: livePrice,
    default: shownPrice,
    description:
      'What one video with these settings costs. It only shows: there is nothing to choose. Fields that are expressions are known when the workflow runs; Max Credits limits the whole run.',
    displayOptions: { show: { resource: ['video'] } },
  },
];

const { pro, std } = creditsPerSecond;
const rates = `{ std: [${std.silent}, ${std.withSound}], pro: [${pro.silent}, ${pro.withSound}] }`;
const shots = '($parameter["shots"]?.shot ?? [])';
const seconds = `(${shots}.length ? ${shots}.reduce((sum, shot) => sum + (shot.duration ?? 3), 0) : ($parameter["duration"] ?? 5))`;
const isSilent = '$parameter["sound"] === false';
const mode = '($parameter["mode"] ?? "std")';
const price = `(${seconds} * ((${rates})[${mode}] ?? [])[${isSilent} ? 0 : 1])`;
const videoLine = `${mode} + " · " + ${seconds} + " s · " + (Number.isFinite(${price}) ? ${price} : "?") + " credits"`;
const taskLine = `"task: " + $parameter["operation"]`;

/** The line under the node on the canvas: `pro · 8 s · 432 credits`. */
export const subtitle = `={{ $parameter["resource"] === "task" ? ${taskLine} : ${videoLine} }}`;
