/** Switches off everything that makes n8n call home, ask questions or look different from day to day. */
export const quietEnvironment = {
  N8N_DIAGNOSTICS_ENABLED: 'false',
  N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
  N8N_PERSONALIZATION_ENABLED: 'false',
  N8N_TEMPLATES_ENABLED: 'false',
  N8N_DYNAMIC_BANNERS_ENABLED: 'false',
  N8N_HIRING_BANNER_ENABLED: 'false',
  N8N_DISABLED_MODULES:
    'insights,mcp-registry,instance-ai,agents,agent-evals,chat-hub,quick-connect',
  N8N_LISTEN_ADDRESS: '127.0.0.1',
  N8N_HOST: '127.0.0.1',
  N8N_SECURE_COOKIE: 'false',
  N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
  N8N_RUNNERS_TASK_TIMEOUT: '60',
  N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
  // One fixed key: homes are copied from one template, and their credentials must stay readable.
  N8N_ENCRYPTION_KEY: 'kling-automation-e2e',
  GENERIC_TIMEZONE: 'UTC',
  // The keys of a developer's shell must not reach a test.
  API_IN_ONE_KEY: undefined,
} as const;

export interface N8nPorts {
  readonly port: number;
  readonly brokerPort: number;
}

export function describePorts({ port, brokerPort }: N8nPorts): NodeJS.ProcessEnv {
  return {
    N8N_PORT: String(port),
    N8N_RUNNERS_BROKER_PORT: String(brokerPort),
    N8N_WEBHOOK_URL: `http://127.0.0.1:${port}/`,
    N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}/`,
  };
}
