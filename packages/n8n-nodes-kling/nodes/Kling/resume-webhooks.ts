import type { IWebhookDescription } from 'n8n-workflow';

/** Resumes an execution that is parked until its videos are ready; never listens by itself. */
export const resumeWebhooks: IWebhookDescription[] = [
  {
    name: 'default',
    httpMethod: 'POST',
    responseMode: 'onReceived',
    path: '',
    restartWebhook: true,
  },
];
