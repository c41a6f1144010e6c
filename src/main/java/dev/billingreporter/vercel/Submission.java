package dev.billingreporter.vercel;

import dev.billingreporter.installation.AccessToken;

/**
 * One billing request, ready to be sent: every attempt sends the same bytes.
 *
 * @param installationId the integrationConfigurationId
 * @param accessToken that installation's token
 * @param body the request's body, JSON in UTF-8; not to be changed any more
 */
@SuppressWarnings("ArrayRecordComponent") // a copy for each attempt would be memory for nothing
public record Submission(String installationId, AccessToken accessToken, byte[] body) {
}
