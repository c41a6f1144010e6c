package dev.billingreporter.benchmark;

import java.io.PrintStream;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What one run took, or several together.
 *
 * @param installations submitted
 * @param seconds from the event to its answer
 * @param functionCpu processor time of the function's process, in milliseconds
 * @param dynamoDbCpu the same of DynamoDB Local's
 * @param standInCpu the same of the benchmark's own process, with the stand-ins of Vercel and Lambda
 * @param peakMemory the most resident memory of the function's process so far, in KiB
 * @param requests to the endpoint
 * @param bytes of their bodies
 * @param connections opened to the endpoint
 */
record RunFigures(int installations, double seconds, long functionCpu, long dynamoDbCpu, long standInCpu, long peakMemory,
        long requests, long bytes, int connections) {

    /** What these runs took together. */
    static RunFigures sum(List<RunFigures> runs) {
        return new RunFigures(runs.stream().mapToInt(RunFigures::installations).sum(),
                runs.stream().mapToDouble(RunFigures::seconds).sum(),
                total(runs, RunFigures::functionCpu), total(runs, RunFigures::dynamoDbCpu), total(runs, RunFigures::standInCpu),
                runs.stream().mapToLong(RunFigures::peakMemory).max().orElse(0), total(runs, RunFigures::requests),
                total(runs, RunFigures::bytes), runs.stream().mapToInt(RunFigures::connections).sum());
    }

    private static long total(List<RunFigures> runs, ToLongFunction<RunFigures> figure) {
        return runs.stream().mapToLong(figure).sum();
    }

    static void printHead(PrintStream out) {
        out.printf("  %-6s %8s %8s %8s  %26s  %9s  %10s %10s %6s%n", "", "", "install.", "of the", "CPU ms per installation",
                "peak", "requests", "bytes", "opened");
        out.printf("  %-6s %8s %8s %8s  %8s %8s %8s  %9s  %10s %10s %6s%n", "run", "seconds", "per s", "bound", "function",
                "DynamoDB",
                "stand-in", "MiB", "per inst.", "per inst.", "conn.");
    }

    void print(PrintStream out, String name, double bound) {
        out.printf("  %-6s %8.2f %8.0f %8s  %8.3f %8.3f %8.3f  %9.1f  %10.2f %10.0f %6d%n", name, seconds,
                installations / seconds,
                Double.isInfinite(bound) ? "-" : "%.0f %%".formatted(100 * installations / seconds / bound),
                perInstallation(functionCpu),
                perInstallation(dynamoDbCpu), perInstallation(standInCpu), peakMemory / 1024.0, perInstallation(requests),
                perInstallation(bytes), connections);
    }

    private double perInstallation(long total) {
        return (double) total / installations;
    }
}
