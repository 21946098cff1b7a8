using System.Threading.Channels;

namespace Align.Bench.Actors;

/// <summary>One task writes objects into an unbounded channel, another one reads them.</summary>
internal static class BareChannel
{
    private static readonly object Message = new();

    public static async Task Run(int messages)
    {
        var channel = Channel.CreateUnbounded<object>();
        var reading = Task.Run(() => Read(channel.Reader));
        await Task.Run(() => Write(channel.Writer, messages));
        if (await reading != messages)
            throw new InvalidOperationException("A message was lost.");
    }

    private static void Write(ChannelWriter<object> writer, int messages)
    {
        for (var i = 0; i < messages; i++)
            writer.TryWrite(Message);
        writer.Complete();
    }

    private static async Task<int> Read(ChannelReader<object> reader)
    {
        var count = 0;
        while (await reader.WaitToReadAsync())
        {
            while (reader.TryRead(out _))
                count++;
        }
        return count;
    }
}
