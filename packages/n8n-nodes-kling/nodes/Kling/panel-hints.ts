import type { NodeHint } from 'n8n-workflow';

/** What the panel says before a run. */
export const panelHints: NodeHint[] = [
  {
    message:
      'Each item is a video of its own and is paid. Set Max Credits to limit what this run may spend.',
    displayCondition:
      '={{ $parameter["resource"] === "video" && $parameter["operation"] !== "estimate" && $input.all().length > 1 && $parameter["options"]["maxCredits"] === undefined }}',
    whenToDisplay: 'beforeExecution',
    location: 'outputPane',
  },
];
