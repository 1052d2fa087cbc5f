import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';

/** Puts a downloaded video beside the json of its item. */
export function withBinary(
  item: INodeExecutionData,
  field: string,
  binary: IBinaryData,
): INodeExecutionData {
  return { ...item, binary: { [field]: binary } };
}
