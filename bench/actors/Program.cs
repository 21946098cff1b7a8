using System.Diagnostics;
using System.Globalization;
using Align.Bench.Actors;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var messages = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2_000_000;
var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 9;

await BareChannel.Run(messages);
await ActorTells.Run(messages);
var (channel, actors) = (new double[rounds], new double[rounds]);
for (var round = 0; round < rounds; round++)
{
    channel[round] = await Seconds(BareChannel.Run);
    actors[round] = await Seconds(ActorTells.Run);
}

var (channelMedian, actorMedian) = (Median(channel), Median(actors));
Console.WriteLine($"{messages:N0} messages, {rounds} interleaved rounds, {Environment.ProcessorCount} processors; medians");
Console.WriteLine($"bare channel, task to task: {messages / channelMedian,12:N0} messages/s");
Console.WriteLine($"tell, actor to actor:       {messages / actorMedian,12:N0} messages/s");
Console.WriteLine($"cost of a tell / a channel message: {actorMedian / channelMedian:F2} (target: at most 3)");

async Task<double> Seconds(Func<int, Task> run)
{
    var watch = Stopwatch.StartNew();
    await run(messages);
    return watch.Elapsed.TotalSeconds;
}

static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
