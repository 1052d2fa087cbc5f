import type { IBuilderHint } from 'n8n-workflow';

/** What n8n's AI workflow builder is told: which wait suits which workflow, and how not to pay twice. */
export const builderHint: IBuilderHint = {
  searchHint:
    'Generates AI videos with Kling 3.0: text to video, image to video, several shots. A video costs credits and takes 1 to 3 minutes, so do not build a polling loop around it: Video > Generate waits by itself. Choose Wait "Until Callback" for many videos, since it frees the worker; "Up to N Seconds" where something waits for an answer, then Task > Wait with the returned taskId. Set Max Credits in the options to limit what a run may spend, and Render Once where the same trigger may fire twice. Never submit a video anew whose status is running.',
  relatedNodes: [
    {
      nodeType: '@kling-automation/n8n-nodes-kling.klingTrigger',
      relationHint: 'Starts another workflow when a video that Video > Submit began has ended',
    },
  ],
};
