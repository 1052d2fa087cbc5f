import type { IHttpRequestOptions, IWorkflowExecuteAdditionalData } from 'n8n-workflow';

/** The id of the execution that calls a sub-workflow. */
export const parentExecutionId = 'parent';

/** What n8n lends to an execution besides the workflow. */
export function createAdditionalData(options: {
  readonly baseUrl: string;
  readonly apiKey?: string;
  readonly executionId?: string;
  readonly parentToken?: string;
}): IWorkflowExecuteAdditionalData {
  const { apiKey = 'aio_sandbox', baseUrl, executionId = '1' } = options;
  const credential = { apiKey, baseUrl };
  const additionalData = {
    executionId,
    currentNodeExecutionIndex: 0,
    restApiUrl: 'http://127.0.0.1:5678/rest',
    instanceBaseUrl: 'http://127.0.0.1:5678/',
    formWaitingBaseUrl: 'http://127.0.0.1:5678/form-waiting',
    webhookBaseUrl: 'http://127.0.0.1:5678/webhook',
    webhookWaitingBaseUrl: 'http://127.0.0.1:5678/webhook-waiting',
    webhookTestBaseUrl: 'http://127.0.0.1:5678/webhook-test',
    variables: {},
    credentialsHelper: {
      getParentTypes: () => [],
      getDecrypted: async () => credential,
      preAuthentication: async () => undefined,
      authenticate: async (
        _data: unknown,
        _type: string,
        requestOptions: IHttpRequestOptions,
      ): Promise<IHttpRequestOptions> => ({
        ...requestOptions,
        headers: { ...requestOptions.headers, Authorization: `Bearer ${apiKey}` },
      }),
      getCredentialsProperties: () => [],
      isCredentialUsableByNode: () => true,
    },
    setExecutionStatus: () => {},
    getRunExecutionData: async (id: string) =>
      id === parentExecutionId ? { resumeToken: options.parentToken } : undefined,
  };
  // n8n's type lists everything that its server lends; the engine uses these.
  return additionalData as unknown as IWorkflowExecuteAdditionalData;
}
