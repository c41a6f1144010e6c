package dev.billingreporter.dynamodb;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import software.amazon.awssdk.checksums.SdkChecksum;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;

/**
 * Checksums that the AWS SDK computes with its optional CRT library, which is not here. The SDK asks for it at run time
 * and does without; the native build links all calls at once, and would not find it. DynamoDB uses none of them.
 */
@TargetClass(className = "software.amazon.awssdk.checksums.internal.ChecksumProvider")
final class ChecksumProviderSubstitution {

    private ChecksumProviderSubstitution() {
    }

    @Substitute
    static SdkChecksum createCrtCrc32C() {
        throw unavailable();
    }

    @Substitute
    static SdkChecksum crc64NvmeCrtImplementation() {
        throw unavailable();
    }

    @Substitute
    static SdkChecksum crtXxHash(ChecksumAlgorithm algorithm) {
        throw unavailable();
    }

    private static UnsupportedOperationException unavailable() {
        return new UnsupportedOperationException("this checksum needs the AWS Common Runtime, which is not part of the function");
    }
}
