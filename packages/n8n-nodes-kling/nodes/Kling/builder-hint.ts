import type { IBuilderHint } from 'n8n-workflow';
import { shownFor } from './fields/shown-for.ts';

/** What n8n's AI workflow builder should know before it places this node. */
export const builderHint: IBuilderHint = {
  searchHint:
    'Each item makes one video: it costs 120 to 1,200 credits and takes 1 to 3 minutes. Use video/generate, which submits, waits and downloads; do not build a polling loop. While it waits, the execution is parked and no worker is busy. When an output has the status submitted or running, go on with task/wait and its taskId: generating again pays again. Always set maxCredits: a run that would cost more stops before its first request. Set payOncePer to content where the same trigger may fire twice.',
  relatedNodes: [
    {
      nodeType: '@kling-automation/n8n-nodes-kling.klingTrigger',
      relationHint: 'Starts a second workflow when a video of video/submit has ended',
    },
  ],
  extraTypeDefContent: [
    {
      // The builder takes every field named `mode` for a kind of node, and leaves it out of the type.
      content:
        "mode?: 'std' | 'pro' – std renders 720p and is the default, pro renders 1080p and costs a third more. It belongs to these parameters though it is not listed among them.",
      displayOptions: shownFor('video'),
    },
  ],
};
