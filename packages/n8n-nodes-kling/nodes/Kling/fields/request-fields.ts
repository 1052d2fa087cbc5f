import { type VideoField, type VideoFieldName, videoFields } from '@kling-automation/core';
import type { INodeProperties } from 'n8n-workflow';
import { callbackUrlField } from './result-options.ts';
import { shotFields } from './shots.ts';
import { flatFields } from './video.ts';

/**
 * What the panel shows for each field of a request. A field that core has and the panel lacks does
 * not compile.
 */
const requestFields: Readonly<Record<VideoFieldName, readonly INodeProperties[]>> = {
  ...flatFields,
  ...shotFields,
  callbackUrl: [callbackUrlField],
};

const fields: Readonly<Record<string, VideoField>> = videoFields;

/** The parameters that decide what the video shows: a change of one of them asks for another video. */
export const contentParameters: readonly string[] = Object.entries(requestFields).flatMap(
  ([name, properties]) => {
    const { isContent = false, parameterName = '' } = fields[name] ?? {};
    if (!isContent) return [];
    const collection = parameterName.slice(0, parameterName.lastIndexOf('.') + 1);
    return properties.map((property) => `${collection}${property.name}`);
  },
);
