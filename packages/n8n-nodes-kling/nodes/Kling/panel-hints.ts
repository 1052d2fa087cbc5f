import type { NodeHint } from 'n8n-workflow';

const callbackUrl = 'String($parameter["options"]["callbackUrl"] ?? "")';

const hasCallbackUrl = '["generate", "submit"].includes($parameter["operation"])';

/** The usual addresses of private networks, and names without a dot. */
const privateHost = '/^https?:\\/\\/(127\\.|10\\.|192\\.168\\.|\\[|[^.\\/:]+[\\/:])/i';

/** What the panel shows before a run. */
export const panelHints: NodeHint[] = [
  {
    message:
      'Each item is a video of its own and is paid. Set Max Credits to limit what this run may spend.',
    displayCondition:
      '={{ $parameter["resource"] === "video" && $parameter["operation"] !== "estimate" && $input.all().length > 1 && ($parameter["maxCredits"] ?? "") === "" }}',
    whenToDisplay: 'beforeExecution',
    location: 'outputPane',
  },
  {
    message:
      'The Callback URL is a test URL, which works only while the editor listens for one event. Use the production URL of the published workflow.',
    type: 'warning',
    displayCondition: `={{ ${hasCallbackUrl} && ${callbackUrl}.includes("/webhook-test/") }}`,
    whenToDisplay: 'beforeExecution',
    location: 'outputPane',
  },
  {
    message:
      'Only your own network can reach the Callback URL; API in One cannot. The video is generated and paid all the same: Task > Wait with its ID finds it.',
    type: 'warning',
    displayCondition: `={{ ${hasCallbackUrl} && ${privateHost}.test(${callbackUrl}) }}`,
    whenToDisplay: 'beforeExecution',
    location: 'outputPane',
  },
];
