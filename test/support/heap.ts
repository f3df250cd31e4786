// The heap of a server in another process, through Node's own inspector: collected first, so that what is counted is
// what is held.
import { once } from 'node:events'
import WebSocket from 'ws'

/** Bytes in use after a full collection; `inspector`: the address that Node printed. */
export async function heapOf(inspector: string): Promise<number> {
  const socket = new WebSocket(inspector)
  await once(socket, 'open')
  const call = async (id: number, method: string): Promise<{ usedSize?: number }> => {
    const answered = new Promise<{ usedSize?: number }>((resolve) => {
      socket.on('message', (data: Buffer) => {
        const message = JSON.parse(data.toString()) as { id?: number; result?: { usedSize?: number } }
        if (message.id === id) resolve(message.result ?? {})
      })
    })
    socket.send(JSON.stringify({ id, method }))
    return answered
  }
  await call(1, 'HeapProfiler.enable')
  await call(2, 'HeapProfiler.collectGarbage')
  const { usedSize } = await call(3, 'Runtime.getHeapUsage')
  socket.close()
  return usedSize ?? Number.NaN
}
